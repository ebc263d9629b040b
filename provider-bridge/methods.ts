import type { PluginOptions } from "./plugin";
import { packageFiles } from "./plugin/package-files";
import { preparedAnswers } from "./protocol/prepared-answers";
import { createMethodTable } from "./protocol/rpc";

/** The methods of the provider. Its engine is loaded when a call needs it: schemas are answered from files. */
export const methods: PluginOptions["loadMethods"] = (context) =>
  createMethodTable({
    createServer: () => {
      const { createServer }: typeof import("./server") = require("./server");
      return createServer(context);
    },
    log: context.logger,
    prepared: preparedAnswers(packageFiles(__dirname)),
  });
