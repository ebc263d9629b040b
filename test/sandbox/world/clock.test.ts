import { createClock, ManualClock } from "../../../sandbox/world";

test("speed must be 0 or 1 to 1000", () => {
  for (const speed of [-1, 0.5, 1001, Number.NaN]) expect(() => createClock({ speed })).toThrow(RangeError);
  for (const speed of [0, 1, 1000]) expect(createClock({ speed }).speed).toBe(speed);
});

test("at speed 0 steps run in the next turn, however long they are", async () => {
  const clock = createClock({ speed: 0 });
  const order: string[] = [];
  clock.after(3_600_000, () => order.push("step"));
  clock.after(1, () => order.push("taken back"))();
  await clock.sleep(86_400_000);
  expect(order).toEqual(["step"]);
});

test("a deadline does not come before the steps it limits, even at speed 0", async () => {
  const clock = createClock({ speed: 0 });
  let expired = false;
  const cancel = clock.deadline(60_000, () => {
    expired = true;
  });
  await clock.sleep(60_000);
  cancel();
  expect(expired).toBe(false);
});

test("time runs by its factor", async () => {
  const clock = createClock({ speed: 1000, startMs: 0 });
  await clock.sleep(20_000);
  expect(clock.now()).toBeGreaterThanOrEqual(19_000);
});

test("sleep ends with the signal's reason", async () => {
  const clock = new ManualClock();
  const control = new AbortController();
  const sleeping = clock.sleep(1000, control.signal);
  control.abort(new Error("enough"));
  await expect(sleeping).rejects.toThrow("enough");
  await expect(clock.sleep(1, control.signal)).rejects.toThrow("enough");
});

test("a manual clock runs what falls due in order of its time, each at its own", () => {
  const clock = new ManualClock(0);
  const seen: [string, number][] = [];
  const note = (name: string) => () => seen.push([name, clock.now()]);
  clock.after(20, note("b"));
  clock.after(10, () => {
    note("a")();
    clock.after(5, note("a+5"));
  });
  const cancel = clock.every(8, note("tick"));
  clock.advance(20);
  cancel();
  clock.advance(100);
  expect(seen).toEqual([
    ["tick", 8],
    ["a", 10],
    ["a+5", 15],
    ["tick", 16],
    ["b", 20],
  ]);
  expect(clock.now()).toBe(120);
});
