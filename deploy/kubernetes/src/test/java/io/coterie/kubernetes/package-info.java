/// Holds the manifests against the models of Kubernetes, and against what the packaged services read and serve.
@NullMarked
package io.coterie.kubernetes;

import org.jspecify.annotations.NullMarked;
