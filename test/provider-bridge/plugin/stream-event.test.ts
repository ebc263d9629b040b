import { EventEmitter } from "node:events";
import { streamEvent } from "../../../provider-bridge/plugin/stream-event";

describe("streamEvent", () => {
  it("resolves at the first of its events and leaves no listener behind", async () => {
    const emitter = new EventEmitter();
    const waiting = streamEvent(emitter, ["drain", "close"]);
    expect(emitter.eventNames()).toEqual(["drain", "close"]);
    emitter.emit("close");
    await waiting;
    expect(emitter.eventNames()).toEqual([]);
  });
});
