/**
 * Gives the memory of bytes back at once; they are empty afterwards. Left to the garbage collector, which sees how small the object is and
 * not how much it holds, tens of megabytes of them would wait. A view of a part of a buffer is left alone: the rest is somebody else's.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}
