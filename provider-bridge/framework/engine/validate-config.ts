import type { OperationContext } from "../contract/context";
import { Diagnostics } from "../diagnostics/diagnostic";
import type { Schema } from "../schema/schema";
import { ROOT } from "../values/path";
import type { Value } from "../values/value";
import type { Call } from "./attempt";
import { runOperation } from "./operation";
import { validateFields } from "./validate-fields";

/** What has a configuration to check. */
export interface Checked {
  readonly schema: Schema;
  readonly validate: ((config: Value, context: OperationContext) => Promise<void>) | undefined;
}

/**
 * Checks a configuration: the author's own check first, then attribute by attribute, as users of other providers know it.
 * The author's check is left out where a value does not fit the type that its code expects.
 */
export async function validateConfig(
  call: Call,
  what: string,
  checked: Checked,
  config: Value,
  writeOnlyAttributesAllowed: boolean,
): Promise<void> {
  const found = new Diagnostics();
  let refused = false;
  const { schema } = checked;
  if (schema.deprecated !== undefined) found.warning("Deprecated", schema.deprecated);
  validateFields(
    schema,
    config,
    { path: ROOT, sensitive: false },
    {
      diagnostics: found,
      writeOnlyAttributesAllowed,
      refused: () => {
        refused = true;
      },
    },
  );
  const { validate } = checked;
  if (validate !== undefined && !refused) {
    const { engine, signal, diagnostics } = call;
    await runOperation(engine, { what, signal, diagnostics }, (context) => validate(config, context));
  }
  call.diagnostics.add(...found.list);
}
