import { ApiError } from "./api-error";

/** How an answer is written. */
export interface AnswerForm {
  readonly media: "json" | "yaml" | "protobuf";
  /** What an object is turned into; undefined: itself. */
  readonly as: "Table" | "PartialObjectMetadata" | "PartialObjectMetadataList" | undefined;
  /** Version of Table: "v1" or "v1beta1". */
  readonly version: string;
  /** The value of the Content-Type header. */
  readonly contentType: string;
}

/** One part of an Accept header. */
export interface Accepted {
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** Parts of an Accept header, the most wanted first. */
export function acceptedTypes(header: string): Accepted[] {
  const parts = header.split(",").map((part): Accepted => {
    const [type = "", ...params] = part.split(";").map((item) => item.trim());
    const map = new Map(
      params.map((param): [string, string] => [param.split("=")[0] ?? "", param.split("=")[1] ?? ""]),
    );
    const quality = map.has("q") ? Number(map.get("q")) : 1;
    return { type: type.toLowerCase(), params: map, quality };
  });
  return parts.filter(({ type }) => type !== "").toSorted((a, b) => b.quality - a.quality);
}

const medias: ReadonlyMap<string, AnswerForm["media"]> = new Map(
  Object.entries({
    "application/json": "json",
    "application/yaml": "yaml",
    "application/vnd.kubernetes.protobuf": "protobuf",
    "*/*": "json",
    "application/*": "json",
  } as const),
);
const contentTypes = {
  json: "application/json",
  yaml: "application/yaml",
  protobuf: "application/vnd.kubernetes.protobuf",
} as const;

/** The first form that is wanted and possible. @throws ApiError 406 */
export function negotiate(header: string): AnswerForm {
  if (header === "") return formOf("json");
  let wantsUnknownForm = false;
  for (const { type, params } of acceptedTypes(header)) {
    const media = medias.get(type);
    if (media === undefined) continue;
    const as = params.get("as");
    if (as === undefined) return formOf(media);
    const version = params.get("v") ?? "";
    if (params.get("g") === "meta.k8s.io" && isKnownForm(as, version) && media !== "yaml") {
      return { ...formOf(media), as, version };
    }
    wantsUnknownForm = true;
  }
  throw wantsUnknownForm ? unknownForm() : notAcceptable(Object.values(contentTypes));
}

function formOf(media: AnswerForm["media"]): AnswerForm {
  return { media, as: undefined, version: "v1", contentType: contentTypes[media] };
}

function isKnownForm(
  as: string,
  version: string,
): as is "Table" | "PartialObjectMetadata" | "PartialObjectMetadataList" {
  const isKnown = as === "Table" || as === "PartialObjectMetadata" || as === "PartialObjectMetadataList";
  return isKnown && (version === "v1" || version === "v1beta1");
}

/** 406 for a form that does not exist. */
export function unknownForm(): ApiError {
  const media = Object.values(contentTypes).join(", ");
  return new ApiError(406, "NotAcceptable", `only the following media types are accepted: ${media}`);
}

/** 406 where nothing of what is possible is wanted. */
export function notAcceptable(possible: readonly string[]): ApiError {
  const message = `406: Not Acceptable\n\nAvailable representations: ${possible.join(", ")}`;
  return new ApiError(406, "NotAcceptable", message, {});
}
