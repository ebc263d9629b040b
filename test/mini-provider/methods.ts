import type { PluginContext } from "../../provider-bridge/plugin";
import { packageFiles } from "../../provider-bridge/plugin/package-files";
import { preparedAnswers } from "../../provider-bridge/protocol/prepared-answers";
import { createMethodTable } from "../../provider-bridge/protocol/rpc";
import type { MethodTable } from "../../wire/grpc/method";

/** The methods of the mini provider. Its engine is loaded when a call needs it. */
export function miniMethods(context: Pick<PluginContext, "logger">): MethodTable {
  return createMethodTable({
    createServer: () => {
      const { miniServer }: typeof import("./server") = require("./server");
      return miniServer(context);
    },
    log: context.logger,
    prepared: preparedAnswers(packageFiles(__dirname)),
  });
}
