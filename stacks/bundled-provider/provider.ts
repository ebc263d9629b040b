/**
 * The provider block of `yaklab/hephaestus` with the provider itself: at synth it is laid beside the stack's JSON, where
 * terraform finds it. Here belongs what ships a built provider; nothing else in stacks/ or constructs/ knows that there
 * is one.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Annotations, type ISynthesisSession, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type HephaestusProviderConfig,
  HephaestusProvider as ProviderBlock,
} from "../../constructs/bindings/hephaestus";
import { warnOfReplacements } from "../control-plane-changes/warn";
import { builtPackage } from "./built-package";
import { hiddenBy } from "./hidden";
import { type LockEntry, lockFileWith } from "./lock-file";
import { layOutPlugin } from "./plugin-folder";

/** What {@link HephaestusProvider} takes. */
export interface HephaestusProviderProps extends HephaestusProviderConfig {
  /** Whether the provider that comes with this package is used. False takes it from a registry. @default true */
  readonly bundled?: boolean;
}

/** By this symbol cdktf and cdktn ask a construct what else it does when its stack is written; neither exports it. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");
const TOFU_REGISTRY = "registry.opentofu.org";
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The provider block, and the provider. */
export class HephaestusProvider extends ProviderBlock {
  constructor(scope: Construct, id: string, { bundled = true, ...config }: HephaestusProviderProps = {}) {
    super(scope, id, config);
    const hidden = bundled ? hiddenBy(process.env) : undefined;
    if (hidden !== undefined) Annotations.of(this).addWarning(hidden);
    const onSynthesize = (session: ISynthesisSession) => {
      if (bundled) this.layOut(session);
      if (this.isFirst()) warnOfReplacements(TerraformStack.of(this), session);
    };
    Object.defineProperty(this, CUSTOM_SYNTHESIS, { value: { onSynthesize }, enumerable: false });
  }

  /** A stack may have the provider more than once; what concerns the stack is done by one of them. */
  private isFirst(): boolean {
    return (
      TerraformStack.of(this)
        .node.findAll()
        .find((each) => each instanceof HephaestusProvider) === this
    );
  }

  private layOut({ outdir, manifest }: ISynthesisSession): void {
    const stack = TerraformStack.of(this);
    const folder = join(outdir, manifest.forStack(stack).workingDirectory);
    layOutPlugin(folder, builtPackage());
    const path = join(folder, ".terraform.lock.hcl");
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    const after = lockFileWith(before, lockEntries(stack, registryOf(before)));
    if (after !== before) writeFileSync(path, after);
  }
}

/** The registry that a source without a host is of: tofu's where tofu is said to run, or has run here before. */
function registryOf(lockFile: string): string {
  const isTofu =
    (process.env["TERRAFORM_BINARY_NAME"] ?? "").includes("tofu") || lockFile.includes(`"${TOFU_REGISTRY}/`);
  return isTofu ? TOFU_REGISTRY : "registry.terraform.io";
}

/** Every provider of the stack whose bindings name one version. The others are left to the command line. */
function lockEntries(stack: TerraformStack, host: string): readonly LockEntry[] {
  return stack.allProviders().flatMap(({ terraformProviderSource: source = "", terraformGeneratorMetadata }) => {
    const version = terraformGeneratorMetadata?.providerVersion;
    if (version === undefined || !EXACT.test(version) || source === "") return [];
    const address = source.split("/").length === 2 ? `${host}/${source}` : source;
    return [{ address, version, ...(address.endsWith("/yaklab/hephaestus") ? { hash: builtPackage().hash } : {}) }];
  });
}
