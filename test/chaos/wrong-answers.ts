/** A server whose every answer is wrong, in the way that the path names: what stands in the place of a real answer. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** It, while it runs. */
export interface WrongAnswers {
  /** `http://…`, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts it on a free port of loopback. */
export async function startWrongAnswers(): Promise<WrongAnswers> {
  const server = createServer(({ url = "" }, response) => answer(url.slice(1), response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(deed: string, response: ServerResponse): void {
  if (deed === "hang") return;
  if (deed === "reset") {
    response.destroy();
  } else if (deed === "half") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
    response.write('{ "action": { "id": 1, "status": "succ', () => response.destroy());
  } else if (deed === "wrong-type") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html><body>Please log in to the network first</body></html>");
  } else {
    response.writeHead(Number(deed), { "content-type": "application/json" });
    response.end('{ "error": { "code": "unavailable", "message": "in the place of a real answer" } }');
  }
}
