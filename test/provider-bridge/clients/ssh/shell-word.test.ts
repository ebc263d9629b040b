import { execFileSync } from "node:child_process";
import { shellWord } from "../../../../provider-bridge/clients/ssh";

test.each(["plain", "", "a b", "it's", "$(id)", "`id`", 'a"b', "a\\b", "a\nb", "*", "~", "-n", "ä ö", "a;b&c|d>e<f"])(
  "a real shell takes %j as one word",
  (text) => {
    expect(execFileSync("sh", ["-c", `printf '%s' ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);
