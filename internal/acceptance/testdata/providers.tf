terraform {
  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}
