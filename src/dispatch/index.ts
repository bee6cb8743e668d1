export * from './outcomes';
export * from './states';
