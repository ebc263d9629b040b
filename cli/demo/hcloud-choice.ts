import { mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

/** Which hcloud provider runs, and how terraform finds it. */
export interface HcloudChoice {
  /** A sentence for the story. */
  readonly told: string;
  /** What stands in the CLI configuration's `provider_installation`. */
  readonly installation: string;
}

const REGISTRY = "https://registry.terraform.io/.well-known/terraform.json";
const REGISTRY_DEADLINE_MS = 3000;
const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];
const HCLOUD = HOSTS.map((host) => `${host}/hetznercloud/hcloud`);

/** What a choice is made by. */
export interface ChoiceOptions {
  /** Path of a real hcloud provider, from HEPHAESTUS_HCLOUD_PROVIDER. */
  readonly path: string | undefined;
  /** The version that the bindings want. */
  readonly version: string;
  /** Where a mirror may be made. */
  readonly folder: string;
  /** The stand-in's mirror. */
  readonly standIn: string;
  readonly signal: AbortSignal;
}

/** The real provider at a path, else from its registry where that answers, else the stand-in that comes with us. */
export async function chooseHcloud(options: ChoiceOptions): Promise<HcloudChoice> {
  const { path, standIn, signal } = options;
  if (path !== undefined && path !== "") {
    const mirror = mirrorOf(resolve(path), options);
    return { told: `the real one at ${path}`, installation: mirrorBlock(mirror, HCLOUD) };
  }
  if (await answers(signal)) {
    return {
      told: "the real one from its registry",
      installation: `  direct {\n    include = ${JSON.stringify(HCLOUD)}\n  }`,
    };
  }
  return {
    told: "the stand-in that comes with the sandbox, since no Terraform registry answers",
    installation: mirrorBlock(standIn, HCLOUD),
  };
}

/** A filesystem mirror for some providers. */
export function mirrorBlock(path: string, include: readonly string[]): string {
  return `  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n    include = ${JSON.stringify(include)}\n  }`;
}

async function answers(signal: AbortSignal): Promise<boolean> {
  try {
    const stop = AbortSignal.any([signal, AbortSignal.timeout(REGISTRY_DEADLINE_MS)]);
    return (await fetch(REGISTRY, { signal: stop })).ok;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function mirrorOf(path: string, { folder, version }: ChoiceOptions): string {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const mirror = join(folder, "hcloud-mirror");
  for (const address of HCLOUD) {
    const place = join(mirror, address, version, platform);
    mkdirSync(place, { recursive: true });
    symlinkSync(path, join(place, `terraform-provider-hcloud_v${version}`));
  }
  return mirror;
}
