import { type DragEvent, useRef, useState } from "react";
import { useLocalModelStore } from "../../client/local-model-store.ts";
import { readDroppedFiles } from "./read-dropped-files.ts";

/** Files, or folders of them, dragged over an element: `isOver` while they are, and the handlers that the element needs. */
export function useFileDrop(isEnabled: boolean, onDrop: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false);
  // Children tell of entering and leaving as well: only the last leaving counts.
  const depth = useRef(0);
  const hasFiles = (event: DragEvent): boolean => isEnabled && event.dataTransfer.types.includes("Files");
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current++;
      setOver(true);
    },
    onDragOver: (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    },
    onDragLeave: () => {
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      const plain = [...event.dataTransfer.files];
      readDroppedFiles(event.dataTransfer)
        // A folder that cannot be read is like a file that cannot: whoever opens it says so.
        .catch(() => ({ files: plain, emptyFolders: [] }))
        .then(({ files, emptyFolders }) => {
          useLocalModelStore.getState().noteEmptyFolders(emptyFolders);
          if (files.length > 0) onDrop(files);
        });
    },
  };
  return { isOver, handlers };
}
