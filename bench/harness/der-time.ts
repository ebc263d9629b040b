import { derElement } from "./der";

const utcTimeTag = 0x17;
const generalizedTimeTag = 0x18;

/** A point in time in whole seconds: UTCTime until 2049, GeneralizedTime from 2050 on, as RFC 5280 §4.1.2.5 demands. */
export function derTime(timeMs: number): Buffer {
  const digits = `${new Date(timeMs).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
  return digits < "2050"
    ? derElement(utcTimeTag, Buffer.from(digits.slice(2), "latin1"))
    : derElement(generalizedTimeTag, Buffer.from(digits, "latin1"));
}
