import { contractText, defaultContract, fromBundle, toBundle } from "../../attributes";
import { defineResource } from "../../framework/contract/define-resource";
import { same } from "../../framework/contract/read-result";
import type { Resource } from "../../framework/contract/resource";
import type { ModifyPlanRequest } from "../../framework/contract/resource-definition";
import { DiagnosticError, type Diagnostics } from "../../framework/diagnostics/diagnostic";
import { parseDuration } from "../../framework/formats/duration";
import { path } from "../../framework/values/path";
import { isUnknown, UNKNOWN } from "../../framework/values/unknown";
import { type SecretsBundle, secrets } from "../../talos-config";
import { expiredAuthorities } from "./expired-authorities";
import { importSource } from "./import-source";
import { defaultRenewBefore, defaultTtl, durationMs, isRenewalDue, storedClient, storedSecrets } from "./model";
import { talosSecretsSchema } from "./schema";

/** What the resource reaches outside of itself for. */
export interface TalosSecretsSurroundings {
  readonly now: () => Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file. */
  readonly readFile: (file: string, signal: AbortSignal) => Promise<string>;
}

/** `hephaestus_talos_secrets`. */
export function talosSecrets(surroundings: TalosSecretsSurroundings): Resource {
  const { now } = surroundings;
  return defineResource({
    schema: talosSecretsSchema,
    validate: ({ config, diagnostics }) => {
      const { client_certificate_ttl: ttl, client_certificate_renew_before: before } = config;
      if (!isUnknown(ttl) && !isUnknown(before))
        checkRenewal(ttl ?? defaultTtl, before ?? defaultRenewBefore, diagnostics);
    },
    modifyPlan: (request) => planRenewal(request, now()),
    create: async ({ plan }) => {
      const contract = contractText(known(plan.version_contract) ?? defaultContract);
      const bundle = await secrets().makeBundle({ now: now(), contract });
      const version = known(plan.version_contract) ?? contract;
      const client = storedClient(bundle, now(), plan.client_certificate_ttl);
      return { state: { ...plan, version_contract: version, ...storedSecrets(bundle, contract), ...client } };
    },
    update: async ({ plan, state }) => {
      const bundle = bundleOf(state.machine_secrets);
      const contract = contractText(known(plan.version_contract) ?? state.version_contract ?? defaultContract);
      const renewed = isUnknown(plan.client_configuration)
        ? storedClient(bundle, now(), plan.client_certificate_ttl)
        : {};
      const machine_secrets = fromBundle(bundle, contract);
      return { state: { ...state, ...settingsOf(plan), version_contract: contract, machine_secrets, ...renewed } };
    },
    read: async () => same(),
    delete: async () => undefined,
    importState: async ({ id = "", signal }) => importSecrets(id, surroundings, signal),
  });
}

type Settings = { readonly client_certificate_ttl: string; readonly client_certificate_renew_before: string };

function settingsOf(plan: Settings): Settings {
  const { client_certificate_ttl, client_certificate_renew_before } = plan;
  return { client_certificate_ttl, client_certificate_renew_before };
}

function known<T>(value: T): Exclude<T, typeof UNKNOWN> | undefined;
function known(value: unknown): unknown {
  return isUnknown(value) || value === null ? undefined : value;
}

function checkRenewal(ttl: string, renewBefore: string, diagnostics: Diagnostics): void {
  // What is no duration at all is told by its own validator.
  const [early, length] = [parseDuration(renewBefore), parseDuration(ttl)];
  if (!early.ok || !length.ok || early.value < length.value) return;
  diagnostics.error(
    "Client certificate would always be due",
    `A certificate that lives "${ttl}" and is renewed "${renewBefore}" before its end is renewed by every apply. Give a shorter client_certificate_renew_before, or a longer client_certificate_ttl.`,
    path("client_certificate_renew_before"),
  );
}

/** A certificate that is due, or whose length of life changes, becomes unknown: an update that the user sees. */
function planRenewal({ operation, state, plan, diagnostics }: ModifyPlanRequest<typeof talosSecretsSchema>, now: Date) {
  if (operation !== "update" || state === null || plan === null) return undefined;
  const expired = expiredAuthorities(bundleOf(state.machine_secrets), now);
  // One warning for all: Terraform shows the first of a kind only.
  if (expired.length > 0)
    diagnostics.warning("A CA of the cluster has ended", expired.join("\n"), path("machine_secrets"));
  const { client_certificate_ttl: ttl, client_certificate_renew_before: before } = plan;
  if (isUnknown(ttl) || isUnknown(before)) return undefined;
  const contractChanges = plan.version_contract !== state.version_contract;
  const due =
    isRenewalDue(state.client_certificate_expires_at, now, before) ||
    durationMs(ttl) !== durationMs(state.client_certificate_ttl);
  return {
    ...plan,
    ...(due ? { client_configuration: UNKNOWN, client_certificate_expires_at: UNKNOWN } : {}),
    ...(contractChanges ? { machine_secrets: UNKNOWN } : {}),
  };
}

/** The stored bundle. @throws DiagnosticError when the state has lost it. */
function bundleOf(stored: Parameters<typeof toBundle>[0] | null): SecretsBundle {
  if (stored !== null) return toBundle(stored);
  throw new DiagnosticError(
    "Secrets are missing from the state",
    'The state of this resource has no "machine_secrets". Restore the state from a backup, or import the cluster\'s secrets.yaml.',
  );
}

async function importSecrets(id: string, surroundings: TalosSecretsSurroundings, signal: AbortSignal) {
  const source = importSource(id);
  const text =
    "file" in source ? await surroundings.readFile(source.file, signal) : variable(source.variable, surroundings);
  const bundle = secrets().parseBundle(text);
  const [issue] = secrets().validateBundle(bundle);
  if (issue !== undefined) {
    throw new DiagnosticError("Secrets bundle is not complete", `In "${id}", ${issue.path}: ${issue.message}.`);
  }
  const [expired] = expiredAuthorities(bundle, surroundings.now());
  if (expired !== undefined) throw new DiagnosticError("Secrets bundle has ended", `In "${id}", ${expired}`);
  return {
    state: {
      version_contract: source.contract,
      client_certificate_ttl: defaultTtl,
      client_certificate_renew_before: defaultRenewBefore,
      ...storedSecrets(bundle, source.contract),
      ...storedClient(bundle, surroundings.now(), defaultTtl),
    },
  };
}

function variable(name: string, { environment }: TalosSecretsSurroundings): string {
  const text = environment[name];
  if (text !== undefined && text !== "") return text;
  throw new DiagnosticError(
    "Variable holds no secrets bundle",
    `The environment variable "${name}" is empty. Set it to the text of a secrets.yaml for the import.`,
  );
}
