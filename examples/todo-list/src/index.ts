import { FaaSContext, FunctionHandler } from '@midwayjs/faas';
import { Func, Inject, Provide } from '@midwayjs/decorator';
import { readFileSync } from 'fs';
import { join } from 'path';

/** Answers every path that no other function takes with the page. */
@Provide()
@Func('index.handler')
export class IndexHandler implements FunctionHandler {
  @Inject()
  ctx: FaaSContext;

  async handler() {
    this.ctx.type = 'text/html';
    return readFileSync(join(process.cwd(), 'public/index.html'), 'utf8');
  }
}
