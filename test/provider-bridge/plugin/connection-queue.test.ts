import { Socket } from "node:net";
import { ConnectionQueue } from "../../../provider-bridge/plugin/connection-queue";

describe("ConnectionQueue", () => {
  it("keeps connections in order until there is somebody for them", () => {
    const [first, second, third] = [new Socket(), new Socket(), new Socket()];
    const queue = new ConnectionQueue();
    const taken: Socket[] = [];
    queue.push(first);
    queue.push(second);
    queue.handOver((socket) => void taken.push(socket));
    queue.push(third);
    expect(taken).toEqual([first, second, third]);
  });
});
