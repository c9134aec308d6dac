package org.patchbay.deploy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator may set of jars; file name {@code patchbay.deploy}. */
@ObjectClassDefinition(
    name = "Deploy",
    description = "What a jar must be before it is installed",
    pid = VettingConfig.PID)
@interface VettingConfig {
  /** Of the file. */
  String PID = "patchbay.deploy";

  /** Exceptions of the lint. */
  @AttributeDefinition(
      required = false,
      description =
          "What jars may use that no policy needs, by name: BUNDLE:NAME, as"
              + " org.example.mine:java.io.File; both may end in a star.")
  String[] allow() default {};

  /** Key store. */
  @AttributeDefinition(
      required = false,
      description =
          "Key store of those who may sign jars, a path that may begin at the node's folder; empty"
              + " where jars need no signature.")
  String signers() default "";

  /** Its password. */
  @AttributeDefinition(
      required = false,
      description =
          "File whose first line is the password of that key store, a path that may begin at the"
              + " node's folder; empty where it has none.")
  String signers_password_file() default "";
}
