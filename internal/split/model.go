package split

// Model holds the learned weights for sentence ends.
type Model struct{}
