/// <reference types="jest" />
describe('shop', () => {
  it('adds up', () => {
    expect(1 + 1).toBe(2);
  });
});
