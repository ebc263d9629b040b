import { allEnded, type CallContext, together } from "../../../../provider-bridge/clients/transport";

const silent = { debug: () => {}, warn: () => {} };
const context = (signal = new AbortController().signal): CallContext => ({ signal, log: silent });

/** A call that nobody answers: it ends when it is cancelled, a little later, and says so. */
function unanswered(ended: string[], name: string): (context: CallContext) => Promise<never> {
  return ({ signal }) =>
    new Promise((_resolve, reject) => {
      const end = () => setImmediate(() => reject(ended.push(name)));
      signal.addEventListener("abort", end, { once: true });
    });
}

describe("together", () => {
  it("answers what each has answered, in their order", async () => {
    await expect(together(context(), () => [Promise.resolve(1), Promise.resolve("two")])).resolves.toEqual([1, "two"]);
  });

  it("tells the first failure once the others, which it has cancelled, have ended", async () => {
    const ended: string[] = [];
    const failing = together(context(), (each) => [
      unanswered(ended, "first")(each),
      Promise.reject(new RangeError("Cannot answer")),
      unanswered(ended, "third")(each),
    ]);
    await expect(failing).rejects.toThrow("Cannot answer");
    expect(ended).toEqual(["first", "third"]);
  });

  it("ends when the operation is cancelled", async () => {
    const [operation, ended]: [AbortController, string[]] = [new AbortController(), []];
    const cancelled = together(context(operation.signal), (each) => [
      unanswered(ended, "first")(each),
      unanswered(ended, "second")(each),
    ]);
    operation.abort();
    await expect(cancelled).rejects.toBe(1);
    expect(ended).toEqual(["first", "second"]);
  });
});

describe("allEnded", () => {
  it("lets the others go on to their ends before it tells a failure", async () => {
    const done: string[] = [];
    const later = new Promise<void>((resolve) => {
      setImmediate(() => {
        done.push("later");
        resolve();
      });
    });
    await expect(allEnded([Promise.reject(new RangeError("Cannot delete")), later])).rejects.toThrow("Cannot delete");
    expect(done).toEqual(["later"]);
  });

  it("has nothing to tell of those that succeed, or of none", async () => {
    await expect(allEnded([Promise.resolve(), Promise.resolve()])).resolves.toBeUndefined();
    await expect(allEnded([])).resolves.toBeUndefined();
  });
});
