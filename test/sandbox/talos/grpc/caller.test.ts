import { Caller } from "../../../../sandbox/talos/grpc/caller";

const never = () => new Promise<never>(() => undefined);

test("work is given up when the caller leaves, and what came before is what it was", async () => {
  const caller = new Caller();
  await expect(caller.unlessLeft(Promise.resolve("answer"))).resolves.toBe("answer");
  await expect(caller.unlessLeft(Promise.reject(new RangeError("broken")))).rejects.toThrow("broken");
  const waiting = caller.unlessLeft(never());
  expect(caller.left).toBeUndefined();
  caller.leave("gone");
  await expect(waiting).rejects.toThrow("The caller has gone");
  await expect(caller.unlessLeft(never())).rejects.toThrow("The caller has gone");
});

test("each who works is told once, unless he has taken it back; the first reason counts", () => {
  const caller = new Caller();
  const told: string[] = [];
  caller.onLeave(() => told.push("one"));
  caller.onLeave(() => told.push("two"))();
  caller.leave("last words said");
  caller.leave("gone");
  caller.onLeave(() => told.push("late"));
  expect([told, caller.left]).toEqual([["one", "late"], "last words said"]);
});

test("a signal is for those who ask: it is aborted when the caller leaves, or another says so", () => {
  const caller = new Caller();
  const other = new AbortController();
  const [own, both] = [caller.signal(), caller.signal(other.signal)];
  other.abort();
  expect([own.aborted, both.aborted]).toEqual([false, true]);
  caller.leave("gone");
  expect([own.aborted, caller.signal().aborted]).toEqual([true, true]);
});
