/** Generation, patches and decoding. */
import { decodeConfig } from "../../../provider-bridge/talos-config/decode";
import { kindSpec, type MachineConfig, newestMinor } from "../../../provider-bridge/talos-config/documents";
import { encodeConfig } from "../../../provider-bridge/talos-config/encode";
import { applyPatches, loadPatch } from "../../../provider-bridge/talos-config/patch";
import { type OracleCase, textAt, textsAt } from "./case";
import { attempt, judge, type Outcome } from "./compare";
import { generateCase } from "./generate-input";

/** True when the answer's text is that of Go's JSON to YAML conversion, sorted and indented otherwise. */
function endsInJsonPatch(question: OracleCase): boolean {
  const patches = textsAt(question.in, "patches");
  const last = patches.at(-1);
  return last !== undefined && attempt(() => loadPatch(last, question.minor)).ok && isJson(last, question.minor);
}

function isJson(text: string, minor: number): boolean {
  const patch = attempt(() => loadPatch(text, minor));
  return patch.ok && patch.value.kind === "json";
}

/** Generation: the same text; what differs, undefined when nothing does. */
export function replayGenerate(question: OracleCase): string | undefined {
  const minor = question.minor;
  const ours = attempt(() => generateCase(question));
  const text = textAt(question.out, "text");
  if (question.out["ok"] !== true || textsAt(question.in, "patches").length === 0)
    return judge(ours, question.out, text);
  const theirs = attempt(() => encodeConfig(decodeConfig(text, minor), minor));
  if (!theirs.ok) return judgeUnreadable(ours, minor);
  // Go's JSON to YAML conversion sorts and indents otherwise: the meaning is compared.
  return judge(ours, question.out, endsInJsonPatch(question) ? theirs.value : text);
}

/** Patches: the same verdict and text; what differs, undefined when nothing does. */
export function replayPatch(question: OracleCase): string | undefined {
  const { minor, out } = question;
  const patched = attempt(() =>
    applyPatches(decodeConfig(textAt(question.in, "config"), minor), textsAt(question.in, "patches"), minor),
  );
  const ours = patched.ok ? attempt(() => encodeConfig(patched.value, minor)) : patched;
  if (textAt(out, "unreadable") !== "") return judgeUnreadable(ours, minor);
  return judge(ours, out, textAt(out, "redecoded") || textAt(out, "text"));
}

/** Where Talos writes what it cannot load, ours refuses at once, or gives a text that cannot be loaded either. */
function judgeUnreadable(ours: Outcome<string>, minor: number): string | undefined {
  const loads = ours.ok && attempt(() => decodeConfig(ours.value, minor)).ok;
  return loads ? "ours accepts a result that Talos cannot load" : undefined;
}

/** Decoding: the same verdict, documents and text; what differs, undefined when nothing does. */
export function replayDecode(question: OracleCase): string | undefined {
  const { minor, out } = question;
  const text = textAt(question.in, "config");
  if (question.in["allowDelete"] === true) return judgePatchText(text, question);
  const ours = attempt(() => decodeConfig(text, minor));
  if (ours.ok && out["ok"] === true) {
    const documents = describeDocuments(ours.value);
    const theirs = JSON.stringify(out["documents"]);
    if (documents !== theirs) return `documents: ours ${documents}, theirs ${theirs}`;
    const complete = ours.value.documents[0]?.kind === "v1alpha1";
    if (complete !== out["completeForBoot"]) return `completeForBoot: ours ${complete}`;
  }
  const encoded = ours.ok ? { ok: true as const, value: encodeConfig(ours.value, minor) } : ours;
  return judge(encoded, out, question.in["encode"] === true ? textAt(out, "text") : encoded.ok ? encoded.value : "");
}

/** A text with deletions is a patch: only the verdict and the documents are compared. */
function judgePatchText(text: string, question: OracleCase): string | undefined {
  const ours = attempt(() => loadPatch(text, question.minor));
  const strategic = ours.ok && ours.value.kind === "strategic";
  return strategic === (question.out["ok"] === true) ? undefined : `ours ${strategic ? "reads" : "refuses"} the patch`;
}

function describeDocuments(config: MachineConfig): string {
  return JSON.stringify(
    config.documents.map(({ apiVersion, kind, name }) =>
      name === "" && kindSpec(kind, newestMinor)?.named !== true ? { apiVersion, kind } : { apiVersion, kind, name },
    ),
  );
}
