package brief

import "flag"

// update rewrites the golden file: go test ./internal/brief -update. Read the
// difference before you commit it.
var update = flag.Bool("update", false, "rewrite the golden file")
