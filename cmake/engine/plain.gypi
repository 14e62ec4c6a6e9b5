# Pointers of 64 bits and no sandbox, as in libnode: the package's own defaults.
{
}
