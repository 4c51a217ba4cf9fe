/** Whether a reader has come by the browser's Back or Forward, and wants to be where they were. */
let came = false;
addEventListener('popstate', () => (came = true));

export const cameBack = () => came;
export const arrived = () => (came = false);
