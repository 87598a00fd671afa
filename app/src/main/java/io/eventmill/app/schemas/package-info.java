/** Which schemas the pipelines use: looked for in a registry, kept on disk, given to the jobs. */
package io.eventmill.app.schemas;
