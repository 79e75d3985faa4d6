/** In which form results leave the editor: `csv` has the measurements alone. */
export type ExportForm = 'markdown' | 'csv' | 'json';
