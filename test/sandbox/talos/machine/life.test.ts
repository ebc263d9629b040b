import { Life } from "../../../../sandbox/talos/machine/life";

test("what ends with a life ends once, the latest first, and at once where it comes too late", () => {
  const life = new Life();
  const ended: string[] = [];
  for (const name of ["first", "second"]) life.atEnd(() => ended.push(name));
  expect([life.signal.aborted, ended]).toEqual([false, []]);
  for (let times = 0; times < 2; times += 1) life.end(new Error("over"));
  life.atEnd(() => ended.push("late"));
  expect([life.signal.reason, ended]).toEqual([new Error("over"), ["second", "first", "late"]]);
});
