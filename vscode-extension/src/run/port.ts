import * as net from 'node:net';

/** How long to wait between two tries, in milliseconds. */
const PAUSE = 200;

/** Waits until something accepts connections at `url`; says whether it came to that within `limit` milliseconds. */
export async function answers(url: string, limit: number, isCancelled: () => boolean): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const end = Date.now() + limit;
  while (Date.now() < end && !isCancelled()) {
    if (await accepts(hostname, number)) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return false;
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1000 });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
    socket.once('timeout', () => {
      end(false);
    });
  });
}
