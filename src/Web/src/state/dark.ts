import { useEffect, useState } from 'preact/hooks';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now. */
export function useDark() {
  const [isDark, set] = useState(dark.matches);
  useEffect(() => {
    const look = () => set(dark.matches);
    dark.addEventListener('change', look);
    return () => dark.removeEventListener('change', look);
  }, []);
  return isDark;
}
