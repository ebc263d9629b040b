import { ObjectStore } from "../../../../sandbox/kubernetes/store/object-store";

const key = (name: string) => ({ resource: "/things", namespace: "default", name });

test("everybody hears writes in order, also those that a listener makes", () => {
  const store = new ObjectStore();
  const [heardBefore, heardAfter]: [number[], number[]] = [[], []];
  store.onChange(({ revision }) => heardBefore.push(revision));
  store.onChange(({ key: { name } }) => {
    if (name === "first") store.put(key("second"), (revision) => ({ revision }));
  });
  store.onChange(({ revision }) => heardAfter.push(revision));
  store.put(key("first"), (revision) => ({ revision }));
  expect([heardBefore, heardAfter]).toEqual([
    [2, 3],
    [2, 3],
  ]);
});

test("a listener that throws is told to who writes, and the next write is heard nevertheless", () => {
  const store = new ObjectStore();
  const heard: number[] = [];
  store.onChange(({ key: { name } }) => {
    if (name === "bad") throw new RangeError("broken");
  });
  store.onChange(({ revision }) => heard.push(revision));
  expect(() => store.put(key("bad"), () => ({}))).toThrow("broken");
  store.put(key("good"), () => ({}));
  expect(heard).toEqual([3]);
});
