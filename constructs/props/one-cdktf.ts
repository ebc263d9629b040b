import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Refuses a stack of another copy of cdktf: what this package makes would be left out of it, or crash its synthesis.
 *
 * @throws TypeError that says how cdktf and cdktn are made one.
 */
export function requireOneCdktf(scope: Construct): void {
  if (TerraformStack.of(scope) instanceof TerraformStack) return;
  throw new TypeError(
    'Cannot use this stack: it is of another copy of cdktf than @yaklab/hephaestus uses. Users of cdktn make the two one in package.json, by "cdktf": "npm:cdktn@0.24.0" beside "cdktn"; for two versions of cdktf, see: npm ls cdktf',
  );
}
