package io.eventmill.app.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people and machines that may ask this server. Holds hashes, never what is hashed. */
public record Accounts(List<User> users, List<Token> tokens) {
  public static final Accounts NONE = new Accounts(List.of(), List.of());

  /**
   * @param password as {@link Passwords} hashes it
   */
  public record User(String name, Rights role, String password) {}

  /**
   * @param hash as {@link TokenText} hashes it
   * @param expires from this moment (ISO 8601) on it is no good; null: never
   */
  public record Token(String name, Rights role, String hash, String expires) {
    public boolean isGood(Instant now) {
      return expires == null || now.isBefore(Instant.parse(expires));
    }
  }

  public Accounts {
    users = users == null ? List.of() : List.copyOf(users);
    tokens = tokens == null ? List.of() : List.copyOf(tokens);
  }

  /** While there are none, nobody is asked who they are. */
  public boolean areNone() {
    return users.isEmpty() && tokens.isEmpty();
  }

  public boolean hasAdmin(Instant now) {
    return users.stream().anyMatch(u -> u.role() == Rights.ADMIN)
        || tokens.stream().anyMatch(t -> t.role() == Rights.ADMIN && t.isGood(now));
  }

  public Optional<User> user(String name) {
    return users.stream().filter(u -> u.name().equals(name)).findFirst();
  }

  /** Takes the place of a user of the same name. */
  public Accounts with(User user) {
    List<User> all = new ArrayList<>(without(user.name()).users);
    all.add(user);
    return new Accounts(all, tokens);
  }

  public Accounts without(String user) {
    return new Accounts(users.stream().filter(u -> !u.name().equals(user)).toList(), tokens);
  }

  public Accounts with(Token token) {
    List<Token> all = new ArrayList<>(tokens);
    all.add(token);
    return new Accounts(users, all);
  }

  public Accounts withoutToken(String name) {
    return new Accounts(users, tokens.stream().filter(t -> !t.name().equals(name)).toList());
  }
}
