import { FaaSContext } from '@midwayjs/faas';
import { Func, Inject, Provide } from '@midwayjs/decorator';

interface Todo {
  id: string;
  title: string;
  done: boolean;
}

const TODOS: Todo[] = [
  { id: '1', title: 'Write f.yml', done: true },
  { id: '2', title: 'Check it with fyml', done: false },
];

/** One item of the list. */
@Provide()
export class TodoService {
  @Inject()
  ctx: FaaSContext;

  @Func('todo.get')
  async get(): Promise<Todo | { message: string }> {
    const id = this.ctx.path.split('/').pop();
    const todo = TODOS.find(item => item.id === id);
    if (!todo) {
      this.ctx.status = 404;
      return { message: `There is no item ${id}.` };
    }
    return todo;
  }
}
