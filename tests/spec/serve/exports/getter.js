export default {
  get fetch() {
    throw new Error("getter");
  },
};
