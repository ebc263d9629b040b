/** What differs between a machine and its state, as sentences; nothing of a secret stands in them. Pure. */
import type { PrivateState } from "../../framework/contract/context";
import { decodeConfig, type MachineConfig, schematics } from "../../talos-config";
import { configChanges, documentDrift, driftSentences } from "./config-change";
import type { MachineState } from "./machine";
import type { MachineFacts } from "./machine-facts";
import { DOCUMENTS, factsState } from "./machine-values";
import { rememberedTexts } from "./remembered";
import { systemDrift } from "./system-image";
import { documentHashes, meaningHash, roleOf, textHash, wantedConfig } from "./wanted-config";

/** Everything that differs. */
export function driftOf(state: MachineState, facts: MachineFacts, privateState: PrivateState): readonly string[] {
  const { instanceId, version, schematicId } = facts;
  const other = `server: the machine at "${state.endpoint}" says that it is server ${instanceId}, ${state.server_id} wanted; no update can repair this`;
  return [
    ...(instanceId === "" || instanceId === state.server_id ? [] : [other]),
    ...systemDrift({ version, schematicId }, state.image),
    ...configDrift(state, facts, privateState),
    ...(facts.isCordonedByUs
      ? ["node: still cordoned by an update that was cut off; an update lets pods on it again"]
      : []),
  ];
}

/** In staged mode what is kept for the next boot counts. */
export function effectiveText(
  { apply_mode }: Pick<MachineState, "apply_mode">,
  facts: MachineFacts,
): string | undefined {
  return apply_mode === "staged" ? facts.persistent : facts.active;
}

function configDrift(state: MachineState, facts: MachineFacts, privateState: PrivateState): readonly string[] {
  const text = effectiveText(state, facts);
  if (text === undefined) return ["configuration: the machine has none"];
  // Byte for byte what was there when it meant what is wanted: it need not be read.
  if (privateState.get(TEXT) === textMark(text, state.config_sha256)) return [];
  const active = decodeConfig(text);
  // The same meaning as what was applied: nothing further needs to be read.
  if (meaningHash(active) === state.config_sha256) return [];
  const wanted = wantedOf(state);
  if (wanted !== undefined) return driftSentences(configChanges(active, wanted));
  const hashes = rememberedTexts(privateState.get(DOCUMENTS));
  const sentences = documentDrift(documentHashes(active), hashes ?? {});
  return hashes === undefined ? ["configuration: differs from what was applied"] : sentences;
}

/** Under this key private state holds a mark of the configuration's text when it meant what is wanted. */
const TEXT = "text";

function textMark(text: string, sha256: string | null): string {
  return textHash(`${sha256}\n${text}`);
}

/** Remembers the text that a machine has now, where it means what is wanted. */
export function rememberText(
  mode: Pick<MachineState, "apply_mode">,
  facts: MachineFacts,
  { sha256 }: { readonly sha256: string },
  privateState: PrivateState,
): void {
  const text = effectiveText(mode, facts);
  if (text === undefined || meaningHash(decodeConfig(text)) !== sha256) privateState.delete(TEXT);
  else privateState.set(TEXT, textMark(text, sha256));
}

function wantedOf({ machine_config: base, config_patches: patches }: MachineState): MachineConfig | undefined {
  return base === null || base === "" ? undefined : wantedConfig(base, patches).config;
}

/** What an import knows: the machine as it is becomes what is wanted. */
export function importedState(state: MachineState, facts: MachineFacts, privateState: PrivateState): MachineState {
  const active = decodeConfig(facts.active ?? "");
  privateState.set(DOCUMENTS, documentHashes(active));
  const { version: talosVersion, schematicId } = facts;
  const image = schematicId === null ? null : schematics().installerImage({ schematicId, talosVersion });
  return {
    ...state,
    ...factsState(facts),
    role: roleOf(active),
    server_id: facts.instanceId,
    machine_config: "",
    config_patches: [],
    apply_mode: "auto",
    image,
    config_sha256: meaningHash(active),
    action: "none",
  };
}
