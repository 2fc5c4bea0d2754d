import { FaaSContext, FunctionHandler } from '@midwayjs/faas';
import { Func, Inject, Provide } from '@midwayjs/decorator';

@Provide()
@Func('shop.show')
export class Show implements FunctionHandler {
  @Inject()
  ctx: FaaSContext;

  async handler() {
    return { path: this.ctx.path, query: this.ctx.query };
  }
}

@Provide()
@Func('shop.tick')
export class Tick implements FunctionHandler {
  async handler(event?: any) {
    return { event };
  }
}

@Provide()
@Func('shop.boom')
export class Boom implements FunctionHandler {
  async handler() {
    throw new Error('out of stock');
  }
}
