import { parseUrl } from "../formats/url";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which URLs are taken. */
export interface UrlOptions {
  /** Schemes without the colon. @default ["https", "http"] */
  readonly schemes?: readonly string[];
}

/** An absolute URL with a host. A password in it is refused: it would be shown wherever the URL is. */
export function url({ schemes = ["https", "http"] }: UrlOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not a URL",
    description: `a URL that begins with ${schemes.map((scheme) => `"${scheme}://"`).join(" or ")}`,
    problem: (text) => {
      const read = parseUrl(text);
      if (!read.ok) return `is no URL: ${read.problem}`;
      if (!schemes.includes(read.value.protocol.slice(0, -1))) return "has another scheme";
      return read.value.password === "" ? undefined : PASSWORD_PROBLEM;
    },
  });
}

const PASSWORD_PROBLEM = "holds a password, which would be shown wherever the URL is";
