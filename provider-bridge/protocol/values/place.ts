/** Where in a value something is: names and keys as text, positions as numbers. */
export type Place = readonly (string | number)[];

/** The place as Terraform writes paths, for error texts: `nodes[0].labels`; "the value" for the whole. */
export function placeText(place: Place): string {
  let text = "";
  for (const step of place) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text === "" ? "the value" : `"${text}"`;
}
