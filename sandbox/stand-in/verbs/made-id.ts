import { ApiError, type JsonObject, member } from "../api";

/** The id of what a POST has made, of which the answer holds an object `name`. @throws ApiError where it says none. */
export function madeId(answer: JsonObject, name: string): string {
  const { id } = member(answer, name);
  if (typeof id === "number") return String(id);
  throw new ApiError(
    `Cannot find the id of the new "${name}": the API's answer has none. Look whether there is one now, and import it`,
    { code: "malformed_answer" },
  );
}
