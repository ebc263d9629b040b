/**
 * What runs in the rescue system: one script for bash, its arguments in `$1` and on. A test runs it in a real bash, with
 * real curl, xz, dd and a file as disk.
 */

/** Exit code for a download whose checksum is another one than wanted. */
export const wrongChecksumExitCode = 65;
/** Exit code for a disk that would not boot. */
export const notBootableExitCode = 66;

/** How a source is unpacked: by the end of its name. */
export function unpackerOf(url: string): string | undefined {
  const name = new URL(url).pathname;
  if (name.endsWith(".xz")) return "xz -dc";
  if (name.endsWith(".zst")) return "zstd -dc";
  if (name.endsWith(".gz")) return "gzip -dc";
  return name.endsWith(".raw") || name.endsWith(".img") ? "cat" : undefined;
}

/**
 * Downloads an image, writes it to a disk while it comes, and answers with the SHA-256 of what was downloaded.
 *
 * $1 URL, $2 disk, $3 unpacker, $4 wanted SHA-256 of the download (empty: any)
 */
export const rescueScript = `set -euo pipefail
url=$1 disk=$2 unpack=$3 want=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What was on the disk before must not show between the blocks of the image, and empty blocks cost nothing in a snapshot.
blkdiscard --force "$disk" 2>/dev/null || true

# The checksum is taken of the very bytes that go to the disk.
mkfifo "$work/copy"
sha256sum < "$work/copy" > "$work/sum" &
summing=$!
curl --fail --silent --show-error --location --connect-timeout 30 --speed-time 60 --speed-limit 1024 "$url" < /dev/null \\
  | tee "$work/copy" | $unpack | dd of="$disk" bs=4M conv=fsync 2> "$work/dd" || { cat "$work/dd" >&2; exit 1; }
wait "$summing"
sync

read -r sum _ < "$work/sum"
if [ -n "$want" ] && [ "$sum" != "$want" ]; then
  echo "the download has the SHA-256 $sum, wanted is $want" >&2
  exit ${wrongChecksumExitCode}
fi
# A firmware boots a disk whose first sector ends with 55 aa.
if [ "$(dd if="$disk" bs=1 skip=510 count=2 2>/dev/null | sha256sum)" != "$(printf '\\125\\252' | sha256sum)" ]; then
  echo "what was written is no disk image: its first sector has no boot signature" >&2
  exit ${notBootableExitCode}
fi
echo "$sum"
`;
