// The words of the page in the reader's language, put into it by the server.

export const language = document.body.dataset.language;
export const words = JSON.parse(document.body.dataset.words);
