import type { PluginContext } from "../../provider-bridge/plugin";
import { packageFiles } from "../../provider-bridge/plugin/package-files";
import { preparedAnswers } from "../../provider-bridge/protocol/prepared-answers";
import { createMethodTable } from "../../provider-bridge/protocol/rpc";
import type { MethodTable } from "../../wire/grpc/method";

/** The methods of the kitchen sink. Its engine is loaded when a call needs it. */
export function sinkMethods(context: Pick<PluginContext, "logger">): MethodTable {
  return createMethodTable({
    createServer: () => {
      const { sinkServer }: typeof import("./server") = require("./server");
      return sinkServer(context);
    },
    log: context.logger,
    prepared: preparedAnswers(packageFiles(__dirname)),
  });
}
