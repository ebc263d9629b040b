import type { Diagnostic } from "../diagnostics/diagnostic";
import { fieldsType } from "../schema/cty-type";
import type { Value } from "../values/value";
import { answerViolations } from "./answer-violations";
import { attempt, type Call } from "./attempt";
import { runOperation } from "./operation";
import { tellViolations } from "./provider-bug";
import { dataSourceOf } from "./served";

/** A data block to read. */
export interface ReadDataSourceRequest {
  readonly typeName: string;
  readonly config: Value;
}

/** What was read; undefined where there are errors. */
export interface ReadDataSourceResponse {
  readonly state: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a data source; undefined where there are errors. */
export async function readDataSource(call: Call, request: ReadDataSourceRequest): Promise<Value | undefined> {
  const { typeName, config } = request;
  const { engine, signal, diagnostics } = call;
  const what = `read data source ${typeName}`;
  return attempt(call, what, undefined, async () => {
    const dataSource = dataSourceOf(engine.provider, typeName);
    const outcome = await runOperation(engine, { what, signal, diagnostics }, (context) =>
      dataSource.read(config, context),
    );
    if (!outcome.done || diagnostics.hasErrors) return undefined;
    const violations = answerViolations(fieldsType(dataSource.schema), outcome.value);
    tellViolations(diagnostics, what, violations);
    return violations.length > 0 ? undefined : outcome.value;
  });
}
