import { systemClock } from "../../../../provider-bridge/clients/transport";

test("a sleep ends by itself, and at once with the signal's own reason", async () => {
  const signal = new AbortController().signal;
  await expect(systemClock.sleep(1, signal)).resolves.toBeUndefined();
  await expect(systemClock.sleep(-1, signal)).resolves.toBeUndefined();
  const stop = new AbortController();
  const sleeping = systemClock.sleep(60_000, stop.signal);
  stop.abort(new RangeError("stopped"));
  await expect(sleeping).rejects.toThrow("stopped");
  await expect(systemClock.sleep(1, stop.signal)).rejects.toThrow("stopped");
});
