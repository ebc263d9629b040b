const DAY_MS = 86_400_000;

/** The start of this day (UTC): certificates from then on have the same bytes whenever they are issued on that day. */
export function dayStart(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
}
