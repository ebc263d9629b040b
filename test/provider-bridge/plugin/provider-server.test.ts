import { createLogger } from "../../../provider-bridge/plugin/log";
import { createProviderServer } from "../../../provider-bridge/plugin/provider-server";
import { createRedactor } from "../../../provider-bridge/plugin/redact";
import type { MethodTable } from "../../../wire/grpc/method";

describe("createProviderServer", () => {
  const redactor = createRedactor();
  const logger = createLogger({ level: "off", redactor, write: () => {}, nowMs: () => 0 });

  it("loads the methods once, however often it is asked to", async () => {
    let loads = 0;
    const table: MethodTable = new Map();
    const loadMethods = async (): Promise<MethodTable> => {
      loads += 1;
      return table;
    };
    const { load } = createProviderServer({ loadMethods, logger, redactor });
    expect(loads).toBe(0);
    expect(await Promise.all([load(), load()])).toEqual([table, table]);
    expect(loads).toBe(1);
  });

  it("turns a synchronous failure to load into a rejection", async () => {
    const loadMethods = (): MethodTable => {
      throw new SyntaxError("half a file");
    };
    await expect(createProviderServer({ loadMethods, logger, redactor }).load()).rejects.toThrow("half a file");
  });
});
